/** Benchmarks of sending pins to Kinesis. */
@NullMarked
package io.pinpipe.benchmarks.kinesis;

import org.jspecify.annotations.NullMarked;
