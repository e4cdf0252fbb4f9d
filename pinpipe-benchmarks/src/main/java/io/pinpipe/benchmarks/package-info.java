/** Benchmarks: comparisons with alternatives, and JMH benchmarks of small parts. */
@NullMarked
package io.pinpipe.benchmarks;

import org.jspecify.annotations.NullMarked;
