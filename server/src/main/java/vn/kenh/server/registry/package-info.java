/** Farms, plots, devices, people and their credentials, in SQL. */
@NullMarked
package vn.kenh.server.registry;

import org.jspecify.annotations.NullMarked;
