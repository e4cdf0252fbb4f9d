/** The interfaces and base classes for authors of transports, and the delivery engine behind them. */
@NullMarked
package io.pinpipe.transport;

import org.jspecify.annotations.NullMarked;
