/** Benchmarks: the small parts by JMH, beside what people use instead. */
@NullMarked
package io.pinpipe.benchmarks;

import org.jspecify.annotations.NullMarked;
