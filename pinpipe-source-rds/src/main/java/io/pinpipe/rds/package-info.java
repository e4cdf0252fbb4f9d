/** A source of posts in a MySQL database. */
@NullMarked
package io.pinpipe.rds;

import org.jspecify.annotations.NullMarked;
