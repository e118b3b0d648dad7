package tintype.engine;

/** Finds the k-th largest of many numbers, in a heap of k. */
final class Floor {
  private final long[] heap = new long[FeedReader.MAX_LIMIT];

  /**
   * The {@code k}-th largest of the first {@code count} values that are below {@code before}; 0 if
   * there are fewer.
   */
  long find(long[] values, int count, long before, int k) {
    if (count < k) {
      return 0;
    }
    int size = 0;
    int next = 0;
    for (; next < count && size < k; next++) {
      if (values[next] < before) {
        heap[size++] = values[next];
      }
    }
    if (size < k) {
      return 0;
    }
    for (int i = (k >>> 1) - 1; i >= 0; i--) {
      sink(i, k, heap[i]);
    }
    for (; next < count; next++) {
      if (values[next] > heap[0] && values[next] < before) {
        sink(0, k, values[next]);
      }
    }
    return heap[0];
  }

  private void sink(int from, int size, long value) {
    int place = from;
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = value;
  }
}
