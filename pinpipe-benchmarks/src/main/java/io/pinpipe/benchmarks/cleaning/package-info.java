/** Benchmarks of cleaning pins, as records and as whole files. */
@NullMarked
package io.pinpipe.benchmarks.cleaning;

import org.jspecify.annotations.NullMarked;
