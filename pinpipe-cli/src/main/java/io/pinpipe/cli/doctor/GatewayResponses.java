package io.pinpipe.cli.doctor;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Interprets the responses of API Gateway itself, before those of the service behind it. */
final class GatewayResponses {

    private final URI base;
    private final boolean hasApiKey;
    private final boolean isSigned;

    /**
     * @param base the address without the paths
     * @param hasApiKey whether requests carry an API key
     * @param isSigned whether the publisher would sign its requests, which the doctor's are not
     */
    GatewayResponses(URI base, boolean hasApiKey, boolean isSigned) {
        this.base = base;
        this.hasApiKey = hasApiKey;
        this.isSigned = isSigned;
    }

    /** The gateway's reason for rejecting a request, or that it passed. */
    CheckResult judge(HttpReply reply) {
        CheckResult refusal = reply.errorCode() == 0 ? refusal(reply) : null;
        if (refusal != null) {
            return refusal;
        }
        boolean shows = reply.isOfApiGateway() || isNamedLikeOne();
        return CheckResult.ok(
                shows ? "API Gateway lets requests through" : "no API Gateway found, requests get through");
    }

    private @Nullable CheckResult refusal(HttpReply reply) {
        if (reply.status() >= 300 && reply.status() < 400) {
            return CheckResult.wrong(
                    reply.summary() + ", a redirect, and redirects are not followed",
                    "use the address that it points to as --to");
        }
        return switch (reply.status()) {
            case 401 -> CheckResult.wrong(reply.summary(), "pass the required credentials as a header");
            case 403 -> forbidden(reply);
            case 429 ->
                CheckResult.wrong(
                        reply.summary(),
                        reply.hasMessage("limit exceeded")
                                ? "the quota of the usage plan is used up: raise it, or wait for its next period"
                                : "requests are throttled: wait, or raise the limits of the stage or usage plan");
            case 400 ->
                reply.wantsTls() ? CheckResult.wrong(reply.summary(), "write https:// instead of http://") : null;
            default -> null;
        };
    }

    private CheckResult forbidden(HttpReply reply) {
        boolean lacksToken = reply.hasMessage("missing authentication token");
        if (!lacksToken
                && (reply.hasMessage("security token")
                        || reply.hasMessage("signature")
                        || reply.hasMessage("expired"))) {
            return CheckResult.wrong(reply.summary(), "renew or correct the credentials for this address");
        }
        if (isSigned) {
            return CheckResult.hint(
                    reply.summary() + "; the doctor's own requests are not signed",
                    "use --send-test, whose requests are signed");
        }
        return lacksToken
                ? missingToken(reply)
                : CheckResult.wrong(
                        reply.summary(),
                        hasApiKey
                                ? "correct the API key, and check that its usage plan includes this stage"
                                : "pass the API key with the option apiKey or in a header file with --properties, or"
                                        + " allow this machine in the gateway's resource policy");
    }

    private CheckResult missingToken(HttpReply reply) {
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return CheckResult.wrong(
                reply.summary() + ": the gateway has no such stage, path or method",
                path.isEmpty()
                        ? "append the stage to the address, as in https://host/stage"
                        : "correct the stage '" + path + "', deploy the API to it, or check that it has this path and"
                                + " method; if it requires signed requests, use --option sigV4=REGION");
    }

    private boolean isNamedLikeOne() {
        return base.getHost() != null && base.getHost().contains(".execute-api.");
    }
}
