package io.github.azuredevopsconnector.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** The least that anybody could do: the requests of a connect, and their bodies as bytes that nobody reads. */
final class RawClient {

    private final HttpClient client;

    RawClient(HttpClient client) {
        this.client = client;
    }

    /** Sends both requests side by side. */
    CompletableFuture<Integer> pair(String organization, String token) {
        String authorization = authorization(token);
        return send(organization, "_apis/connectionData?api-version=7.1-preview.1", authorization)
                .thenCombine(
                        send(organization, "_apis/projects?$top=1&api-version=7.1", authorization),
                        (one, other) -> length(one) + length(other));
    }

    /** Sends one of both. */
    CompletableFuture<Integer> one(String organization, String token) {
        return send(organization, "_apis/projects?$top=1&api-version=7.1", authorization(token))
                .thenApply(RawClient::length);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(String organization, String path, String authorization) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://dev.azure.com/" + organization + "/" + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Accept-Language", "en-US")
                .header("User-Agent", "raw/1")
                .header("X-TFS-FedAuthRedirect", "Suppress")
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray());
    }

    private static String authorization(String token) {
        return "Basic " + Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.US_ASCII));
    }

    private static int length(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        return response.body().length;
    }
}
