package io.pinpipe.rds;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells IPv6 addresses from other texts with colons. */
final class Ipv6 {

    private static final Pattern FORM =
            Pattern.compile("(?<open>\\[?)(?<address>[0-9A-Fa-f:][0-9A-Fa-f:.]*)(%\\w+)?(?<close>]?)");

    private Ipv6() {}

    /** Whether a host is an address, alone or between brackets, with a zone or without. */
    static boolean isAddress(String host) {
        Matcher form = FORM.matcher(host);
        return form.matches()
                && form.group("open").isEmpty() == form.group("close").isEmpty()
                && form.group("address").contains(":")
                && isLiteral(form.group("address"));
    }

    private static boolean isLiteral(String address) {
        try {
            // Java looks up no name that has a colon.
            InetAddress.getByName(address);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
