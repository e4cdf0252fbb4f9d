/** Cleaning of posts by one set of rules, for records, lines and tables. */
@NullMarked
package io.pinpipe.clean;

import org.jspecify.annotations.NullMarked;
