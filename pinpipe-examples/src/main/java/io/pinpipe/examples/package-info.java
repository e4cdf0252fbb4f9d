/** The commands that a person runs. */
@NullMarked
package io.pinpipe.examples;

import org.jspecify.annotations.NullMarked;
