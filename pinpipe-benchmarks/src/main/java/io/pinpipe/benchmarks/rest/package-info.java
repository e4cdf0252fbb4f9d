/** Benchmarks of sending pins to a Kafka REST proxy. */
@NullMarked
package io.pinpipe.benchmarks.rest;

import org.jspecify.annotations.NullMarked;
