/** Programs to read and run: the demo. */
@NullMarked
package io.pinpipe.examples;

import org.jspecify.annotations.NullMarked;
