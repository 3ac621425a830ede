/**
 * HTTP at the edge: who may do what, how bodies come in and answers and errors go out. No logic.
 */
@NullMarked
package vn.kenh.server.web;

import org.jspecify.annotations.NullMarked;
