/** A custom transport: the example of {@code docs/writing-a-transport.md}. */
@NullMarked
package io.pinpipe.examples.transport;

import org.jspecify.annotations.NullMarked;
