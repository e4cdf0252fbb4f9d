/** Real servers and stand-ins for tests, on this machine only. */
@NullMarked
package io.pinpipe.testkit.servers;

import org.jspecify.annotations.NullMarked;
