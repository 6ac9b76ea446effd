package io.github.chaos4j.agent.client.http;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code ConnectPlan} of OkHttp 5 knows. The adapter is compiled against OkHttp 3, which has no such class. A
 * version that changed it makes this a {@link LinkageError}, so that status says so and calls pass.
 */
final class OkHttpPlans {
    private volatile @Nullable Method route;
    private volatile @Nullable Field connectTimeout;

    Route route(Object plan) {
        try {
            Method known = route;
            if (known == null) {
                known = plan.getClass().getMethod("getRoute");
                known.setAccessible(true);
                route = known;
            }
            return (Route) known.invoke(plan);
        } catch (ReflectiveOperationException changed) {
            throw unknown(plan, changed);
        }
    }

    /** 0 for none. */
    int connectTimeoutMillis(Object plan) {
        try {
            Field known = connectTimeout;
            if (known == null) {
                known = plan.getClass().getDeclaredField("socketConnectTimeoutMillis");
                known.setAccessible(true);
                connectTimeout = known;
            }
            return known.getInt(plan);
        } catch (ReflectiveOperationException changed) {
            throw unknown(plan, changed);
        }
    }

    private static LinkageError unknown(Object plan, Exception cause) {
        return new LinkageError("this version of " + plan.getClass().getName() + " is not known", cause);
    }
}
