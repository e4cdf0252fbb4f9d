package io.pinpipe.rds;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes IPv6 addresses. */
final class Ipv6 {

    private static final Pattern FORM =
            Pattern.compile("(?<open>\\[?)(?<address>[0-9A-Fa-f:][0-9A-Fa-f:.]*)(%\\w+)?(?<close>]?)");

    private Ipv6() {}

    /** Whether a host is an address, with or without brackets and zone. */
    static boolean isAddress(String host) {
        Matcher form = FORM.matcher(host);
        return form.matches()
                && form.group("open").isEmpty() == form.group("close").isEmpty()
                && form.group("address").contains(":")
                && isLiteral(form.group("address"));
    }

    private static boolean isLiteral(String address) {
        try {
            // Java does not resolve names that contain a colon.
            InetAddress.getByName(address);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
