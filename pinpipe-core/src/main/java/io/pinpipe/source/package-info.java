/** Where posts come from: a MySQL database, and the runs over it. */
@NullMarked
package io.pinpipe.source;

import org.jspecify.annotations.NullMarked;
