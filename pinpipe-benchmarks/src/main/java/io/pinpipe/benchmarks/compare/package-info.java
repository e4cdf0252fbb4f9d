/** The harness: runs candidates in turn, and tells what each one took. */
@NullMarked
package io.pinpipe.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
