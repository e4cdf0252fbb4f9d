/** Benchmarks of sending pins to Kafka. */
@NullMarked
package io.pinpipe.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
