/** What the author of a transport implements and extends, and the delivery engine behind it. */
@NullMarked
package io.pinpipe.transport;

import org.jspecify.annotations.NullMarked;
