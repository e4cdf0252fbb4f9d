package io.pinpipe.cli.doctor;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Understands the answers that API Gateway itself gives, before anything behind it is asked. */
final class GatewayWords {

    private final URI base;
    private final boolean hasApiKey;
    private final boolean isSigned;

    /**
     * @param base the address before the paths
     * @param hasApiKey whether requests carry an API key
     * @param isSigned whether the publisher would sign its requests, which the doctor's are not
     */
    GatewayWords(URI base, boolean hasApiKey, boolean isSigned) {
        this.base = base;
        this.hasApiKey = hasApiKey;
        this.isSigned = isSigned;
    }

    /** What the gateway has against a request, or that it has nothing. */
    CheckResult judge(HttpReply reply) {
        CheckResult refusal = refusal(reply);
        if (refusal != null) {
            return refusal;
        }
        boolean shows = reply.isOfApiGateway() || isNamedLikeOne();
        return CheckResult.ok(
                shows ? "API Gateway lets requests through" : "no API Gateway shows, requests get through");
    }

    boolean isMissingToken(HttpReply reply) {
        return reply.status() == 403 && reply.says("missing authentication token");
    }

    private @Nullable CheckResult refusal(HttpReply reply) {
        if (reply.errorCode() != 0) {
            return null;
        }
        if (isMissingToken(reply)) {
            return missingToken(reply);
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            return CheckResult.wrong(
                    reply.summary() + ", a redirect, and redirects are not followed",
                    "take the address that it points to as --to");
        }
        return switch (reply.status()) {
            case 401 -> CheckResult.wrong(reply.summary(), "give the credentials that it wants, as a header");
            case 403 -> forbidden(reply);
            case 429 ->
                CheckResult.wrong(
                        reply.summary(),
                        reply.says("limit exceeded")
                                ? "the quota of the usage plan is used up: raise it, or wait for its next period"
                                : "it throttles: wait, or raise the limits of the stage or usage plan");
            case 400 -> reply.says("https port") || reply.says("https server") ? wantsTls(reply) : null;
            default -> null;
        };
    }

    private CheckResult missingToken(HttpReply reply) {
        if (isSigned) {
            return CheckResult.hint(
                    reply.summary() + "; the doctor's own requests are not signed",
                    "use --send-test, whose requests are signed");
        }
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return CheckResult.wrong(
                reply.summary() + ": the gateway knows no such stage, path or method",
                path.isEmpty()
                        ? "append the stage to the address, as in https://host/stage"
                        : "correct the stage '" + path + "', deploy the API to it, or see whether it has this path and"
                                + " method; if it wants signed requests, use --option sigV4=REGION");
    }

    private CheckResult forbidden(HttpReply reply) {
        if (reply.says("security token") || reply.says("signature") || reply.says("expired")) {
            return CheckResult.wrong(reply.summary(), "renew or correct the credentials for this address");
        }
        if (isSigned) {
            return CheckResult.hint(
                    reply.summary() + "; the doctor's own requests are not signed",
                    "use --send-test, whose requests are signed");
        }
        return CheckResult.wrong(
                reply.summary(),
                hasApiKey
                        ? "correct the API key, and see that its usage plan holds this stage"
                        : "give the API key as the option apiKey or in a header file with --properties, or let the"
                                + " gateway's resource policy admit this machine");
    }

    private static CheckResult wantsTls(HttpReply reply) {
        return CheckResult.wrong(reply.summary(), "write https:// instead of http://");
    }

    private boolean isNamedLikeOne() {
        return base.getHost() != null && base.getHost().contains(".execute-api.");
    }
}
