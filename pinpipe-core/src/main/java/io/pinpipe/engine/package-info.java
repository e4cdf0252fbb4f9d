/** Delivery, written once for every transport: batching, order, retry, deadlines, memory and lifecycle. */
@NullMarked
package io.pinpipe.engine;

import org.jspecify.annotations.NullMarked;
