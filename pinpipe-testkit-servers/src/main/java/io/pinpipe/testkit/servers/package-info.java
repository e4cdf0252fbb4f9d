/** Real servers and stand-ins, on this machine and nowhere else. */
@NullMarked
package io.pinpipe.testkit.servers;

import org.jspecify.annotations.NullMarked;
