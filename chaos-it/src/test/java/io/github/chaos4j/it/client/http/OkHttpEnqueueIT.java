package io.github.chaos4j.it.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** OkHttp by {@code enqueue}: on its dispatcher's threads, which may wait. */
class OkHttpEnqueueIT extends OkHttpIT {

    @Override
    Answer answer(Call call) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call answered, Response response) throws IOException {
                try (response) {
                    answer.complete(read(response));
                }
            }
        });
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }

    /** Of the thread that waits for the callback. */
    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> assertThat(failure).isInstanceOf(InterruptedException.class));
    }

    @Override
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return interrupted();
    }
}
