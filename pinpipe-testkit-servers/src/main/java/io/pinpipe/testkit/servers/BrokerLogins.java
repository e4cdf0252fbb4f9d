package io.pinpipe.testkit.servers;

import java.util.Map;
import java.util.UUID;

/**
 * The users of a broker: one with all permissions, and a guest with none.
 *
 * @param user the name of the user with all permissions
 * @param password that user's password
 */
record BrokerLogins(String user, String password) {

    static final String GUEST = "guest";

    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    Map<String, String> brokerSettings() {
        String own = UUID.randomUUID().toString();
        return Map.of(
                "listener.security.protocol.map",
                "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                MODULE + " username=\"broker\" password=\"" + own + "\" user_broker=\"" + own + "\" user_" + user
                        + "=\"" + password + "\" user_" + GUEST + "=\"" + GUEST + "\";",
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The broker connects to itself as controller without a login.
                "super.users",
                "User:ANONYMOUS;User:broker;User:" + user);
    }

    static Map<String, String> clientProperties(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + " username=\"" + user + "\" password=\"" + password + "\";");
    }
}
