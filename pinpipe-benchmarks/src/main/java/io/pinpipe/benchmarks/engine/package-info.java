/** Benchmarks of the delivery engine alone. */
@NullMarked
package io.pinpipe.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
