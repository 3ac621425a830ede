/** Real servers for integration tests: started on free ports in their own folders, ended by id. */
@NullMarked
package vn.kenh.testing;

import org.jspecify.annotations.NullMarked;
