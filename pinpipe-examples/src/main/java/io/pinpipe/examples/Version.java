package io.pinpipe.examples;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that stands in the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"pinpipe " + Objects.requireNonNullElse(version, "(not from a jar)")};
    }
}
