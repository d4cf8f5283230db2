package io.github.azuredevopsconnector.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sends the requests of one call in parallel, with the same headers, and reads the bodies as bytes: the least work. */
final class RawClient {

    private static final List<String> PATHS = List.of(
            "_apis/git/repositories?api-version=7.1",
            "_apis/wit/workitemrelationtypes?api-version=7.1",
            "_apis/build/resourceusage?api-version=7.1-preview.2",
            "_apis/distributedtask/pools?poolType=automation&api-version=7.1",
            "_apis/serviceendpoint/types?type=generic&api-version=7.1",
            "_apis/wiki/wikis?api-version=7.1");

    private final HttpClient client;
    private final String authorization;

    RawClient(HttpClient client, String token) {
        this.client = client;
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the length of the bodies. */
    int send(String organization) {
        return get(organization, "_apis/connectionData?api-version=7.1-preview.1")
                .thenCombine(get(organization, "_apis/projects?$top=1&api-version=7.1"), Integer::sum)
                .join();
    }

    /** Sends the requests of {@link #send}, and those about the other six scopes. */
    int sendAll(String organization) {
        List<CompletableFuture<Integer>> lengths =
                PATHS.stream().map(path -> get(organization, path)).collect(Collectors.toList());
        return send(organization)
                + lengths.stream().mapToInt(CompletableFuture::join).sum();
    }

    private CompletableFuture<Integer> get(String organization, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://dev.azure.com/" + organization + "/" + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Accept-Language", "en-US")
                .header("Cache-Control", "no-cache, no-store")
                .header("User-Agent", "raw/1")
                .header("X-TFS-FedAuthRedirect", "Suppress")
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(RawClient::length);
    }

    private static int length(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        return response.body().length;
    }
}
