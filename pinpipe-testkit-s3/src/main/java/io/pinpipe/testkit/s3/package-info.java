/** S3 on the local machine: S3Proxy serving a folder. */
@NullMarked
package io.pinpipe.testkit.s3;

import org.jspecify.annotations.NullMarked;
