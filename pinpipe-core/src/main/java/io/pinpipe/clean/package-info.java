/** One set of cleaning rules for a record, a line and a table. */
@NullMarked
package io.pinpipe.clean;

import org.jspecify.annotations.NullMarked;
