/** Benchmarks of JSON. */
@NullMarked
package io.pinpipe.benchmarks.json;

import org.jspecify.annotations.NullMarked;
