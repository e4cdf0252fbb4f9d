/** The JSON format of posts: one canonical writer and one tolerant reader. */
@NullMarked
package io.pinpipe.json;

import org.jspecify.annotations.NullMarked;
