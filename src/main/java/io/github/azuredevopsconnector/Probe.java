package io.github.azuredevopsconnector;

import java.net.http.HttpRequest;

/** A request to Azure DevOps that proves something: its path, and what a good answer looks like. */
final class Probe {

    /** What the body of a 200 has to be for the answer to prove anything. */
    enum Proof {
        /** Connection data, which name the caller. */
        CALLER,
        /** {@code {"count":1,"value":[…]}}, to its end. */
        LIST,
        /** A JSON object. Its beginning is enough: some lists have megabytes, and cannot be asked for in part. */
        OBJECT
    }

    /**
     * Asks who owns the token. Any live token may ask. The resource is not documented and exists as a preview only, but
     * {@code az devops login} uses it, too (github.com/Azure/azure-devops-cli-extension).
     */
    static final Probe CALLER = new Probe("_apis/connectionData?api-version=7.1-preview.1", Proof.CALLER);

    private final String path;
    private final Proof proof;

    Probe(String path, Proof proof) {
        this.path = path;
        this.proof = proof;
    }

    Proof proof() {
        return proof;
    }

    /** Returns the request to send. */
    HttpRequest.Builder request(RequestTemplate template) {
        return template.get(path);
    }
}
