/** The program {@code pinpipe}. Its interface is the command line; its classes may change in any release. */
@NullMarked
package io.pinpipe.cli;

import org.jspecify.annotations.NullMarked;
