/** Code shared with the commands of pinpipe's other programs; may change in any release. */
@NullMarked
package io.pinpipe.cli.internal;

import org.jspecify.annotations.NullMarked;
