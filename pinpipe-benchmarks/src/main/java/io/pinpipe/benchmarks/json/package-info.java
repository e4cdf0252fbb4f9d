/** Pins to JSON and back. */
@NullMarked
package io.pinpipe.benchmarks.json;

import org.jspecify.annotations.NullMarked;
