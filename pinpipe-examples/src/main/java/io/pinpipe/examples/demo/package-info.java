/** The demo: the whole pipeline on one machine. */
@NullMarked
package io.pinpipe.examples.demo;

import org.jspecify.annotations.NullMarked;
