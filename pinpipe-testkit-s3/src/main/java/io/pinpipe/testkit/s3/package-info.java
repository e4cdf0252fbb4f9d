/** S3 on this machine and nowhere else: S3Proxy before a folder. */
@NullMarked
package io.pinpipe.testkit.s3;

import org.jspecify.annotations.NullMarked;
