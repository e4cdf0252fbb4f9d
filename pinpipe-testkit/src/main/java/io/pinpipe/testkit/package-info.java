/** Utilities for tests of publishers: generated posts, an in-memory publisher, virtual time. */
@NullMarked
package io.pinpipe.testkit;

import org.jspecify.annotations.NullMarked;
