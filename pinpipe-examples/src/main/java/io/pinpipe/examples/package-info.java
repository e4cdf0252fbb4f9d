/** Programs to read and run, each showing one idea. */
@NullMarked
package io.pinpipe.examples;

import org.jspecify.annotations.NullMarked;
