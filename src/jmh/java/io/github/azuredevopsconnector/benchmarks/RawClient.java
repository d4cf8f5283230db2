package io.github.azuredevopsconnector.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends the requests of one call in parallel over HTTP/1.1, and only reads the bodies as bytes. */
final class RawClient {

    private static final String CALLER = "_apis/connectionData?api-version=7.1-preview.1";
    private static final String PROJECTS = "_apis/projects?$top=1&api-version=7.1";

    /** The requests for six scopes besides projects. */
    private static final List<String> OTHERS = List.of(
            "_apis/wit/workitemrelationtypes?api-version=7.1",
            "_apis/build/controllers?api-version=7.1",
            "_apis/distributedtask/pools?poolType=automation&api-version=7.1",
            "_apis/serviceendpoint/types?type=generic&api-version=7.1",
            "_apis/wiki/wikis?api-version=7.1",
            "_apis/testplan/suites?testCaseId=1&api-version=7.1");

    private final HttpClient client;
    private final String authorization;

    RawClient(HttpClient client, String token) {
        this.client = client;
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends the two requests of a call without further scopes, and returns the total length of their bodies. */
    int send(String organization) {
        return send(organization, List.of(CALLER, PROJECTS));
    }

    /** Sends as many requests as a call with six scopes besides projects. */
    int sendEight(String organization) {
        List<String> paths = new ArrayList<>(List.of(CALLER, PROJECTS));
        paths.addAll(OTHERS);
        return send(organization, paths);
    }

    private int send(String organization, List<String> paths) {
        List<CompletableFuture<Integer>> lengths = new ArrayList<>();
        paths.forEach(path -> lengths.add(get(organization, path)));
        return lengths.stream().mapToInt(CompletableFuture::join).sum();
    }

    private CompletableFuture<Integer> get(String organization, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://dev.azure.com/" + organization + "/" + path))
                .version(HttpClient.Version.HTTP_1_1)
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
