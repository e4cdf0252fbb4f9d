/** What the author of a transport implements and extends. */
@NullMarked
package io.pinpipe.spi;

import org.jspecify.annotations.NullMarked;
