/** Posts, messages and the publisher that delivers them. */
@NullMarked
package io.pinpipe;

import org.jspecify.annotations.NullMarked;
