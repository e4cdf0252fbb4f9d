package io.pinpipe.rest;

import java.io.IOException;
import okhttp3.Request;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Signs requests for API Gateway (AWS Signature Version 4, service {@code execute-api}) with the AWS SDK's own signer and
 * the credentials of its default chain, resolved for each request so that renewed ones are used. Thread-safe.
 */
final class SigV4Signer implements RequestSigner {

    private static final String SERVICE = "execute-api";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final String region;

    SigV4Signer(String region) {
        this.region = region;
    }

    @Override
    public Request sign(Request request) throws IOException {
        if (!(request.body() instanceof BatchBody body)) {
            throw new IllegalArgumentException("only requests of a transport can be signed");
        }
        AwsCredentials identity = resolve();
        // Only headers that no intermediary may change are signed; the signer adds the host.
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(request.url().uri())
                .putHeader("Content-Type", body.contentType().toString())
                .build();
        byte[] payload = body.bytes();
        SignedRequest signed = signer.sign(to -> to.identity(identity)
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(payload))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        Request.Builder result = request.newBuilder();
        signed.request().forEachHeader((name, values) -> {
            boolean setByOkHttp = name.equalsIgnoreCase("Host") || name.equalsIgnoreCase("Content-Type");
            if (!setByOkHttp) {
                result.header(name, String.join(",", values));
            }
        });
        return result.build();
    }

    @Override
    public void close() {
        credentials.close();
    }

    private AwsCredentials resolve() throws NoCredentialsException {
        try {
            return credentials.resolveCredentials();
        } catch (RuntimeException e) {
            throw new NoCredentialsException("no AWS credentials were found", e);
        }
    }
}
