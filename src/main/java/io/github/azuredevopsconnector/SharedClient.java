package io.github.azuredevopsconnector;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** The client of all connectors that were given none. */
final class SharedClient {

    private static @Nullable HttpClient instance;

    private SharedClient() {}

    /** Makes the client if there is none yet. If that fails, the next call tries again. */
    static synchronized HttpClient get() {
        if (instance == null) {
            instance = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return instance;
    }
}
