/** What tests of publishers need: generated posts, a publisher in memory, virtual time. */
@NullMarked
package io.pinpipe.testkit;

import org.jspecify.annotations.NullMarked;
