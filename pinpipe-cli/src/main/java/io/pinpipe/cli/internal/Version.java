package io.pinpipe.cli.internal;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"pinpipe " + Objects.requireNonNullElse(version, "(not from a jar)")};
    }
}
