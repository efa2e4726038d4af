;; Exact nearest neighbours over vectors of small whole numbers with WebAssembly's relaxed SIMD.
;;
;; A row holds each dimension plus 64 in a byte, 1…127; a question holds −127…127. Such operands are in the range in which
;; `relaxed_dot` gives the same sum on every processor: no pair of products leaves 16 bits. What the 64 add, 64 times the sum
;; of the question, is its bias. The memory is laid out by scan-layout.ts; it may be shared with a second thread.
(module
  (memory (import "scan" "memory") 1 65536 shared)

  ;; A list of the best, best first: how many it holds, 12 bytes of nothing, k float32 scores, k uint32 places.
  ;; The score above which a row enters it: the last one's where it is full, else anything.
  (func $least (param $best i32) (param $k i32) (result f32)
    (if (result f32) (i32.eq (i32.load (local.get $best)) (local.get $k))
      (then (f32.load offset=12 (i32.add (local.get $best) (i32.shl (local.get $k) (i32.const 2)))))
      (else (f32.const -inf))))

  ;; Puts a row where it belongs in a list and returns the list's least score. An equal score found later stays behind, so
  ;; the same question gets the same answer.
  (func $take (param $best i32) (param $k i32) (param $score f32) (param $place i32) (result f32)
    (local $to i32) (local $count i32) (local $span i32)
    (local.set $span (i32.shl (local.get $k) (i32.const 2)))
    (local.set $count (i32.load (local.get $best)))
    (if (i32.lt_u (local.get $count) (local.get $k))
      (then
        (local.set $count (i32.add (local.get $count) (i32.const 1)))
        (i32.store (local.get $best) (local.get $count))))
    ;; Addresses are those of scores, less 16; places lie `span` behind.
    (local.set $to (i32.add (local.get $best) (i32.shl (i32.sub (local.get $count) (i32.const 1)) (i32.const 2))))
    (block $placed
      (loop $shift
        (br_if $placed (i32.eq (local.get $to) (local.get $best)))
        (br_if $placed (f32.ge (f32.load offset=12 (local.get $to)) (local.get $score)))
        (f32.store offset=16 (local.get $to) (f32.load offset=12 (local.get $to)))
        (i32.store offset=16 (i32.add (local.get $to) (local.get $span))
          (i32.load offset=12 (i32.add (local.get $to) (local.get $span))))
        (local.set $to (i32.sub (local.get $to) (i32.const 4)))
        (br $shift)))
    (f32.store offset=16 (local.get $to) (local.get $score))
    (i32.store offset=16 (i32.add (local.get $to) (local.get $span)) (local.get $place))
    (call $least (local.get $best) (local.get $k)))

  (func $sum (param $lanes v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $lanes)) (i32x4.extract_lane 1 (local.get $lanes)))
      (i32.add (i32x4.extract_lane 2 (local.get $lanes)) (i32x4.extract_lane 3 (local.get $lanes)))))

  ;; Looks through `rows` rows for one question. `width`: bytes of a row, a multiple of 64. `allowed`: address of a bitmap,
  ;; one bit a row, or 0 for all rows. `place`: number of the first row.
  (func (export "scan")
    (param $width i32) (param $question i32) (param $bias i32) (param $vectors i32) (param $scales i32)
    (param $allowed i32) (param $rows i32) (param $place i32) (param $k i32) (param $best i32)
    (local $row i32) (local $at i32) (local $q i32) (local $end i32) (local $word i64)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $score f32) (local $least f32)

    (local.set $least (call $least (local.get $best) (local.get $k)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $rows)))
        (if (local.get $allowed)
          (then
            (if (i32.eqz (i32.and (local.get $row) (i32.const 63)))
              (then
                (local.set $word (i64.load (i32.add (local.get $allowed) (i32.shr_u (local.get $row) (i32.const 3)))))
                (if (i64.eqz (local.get $word))
                  (then
                    (local.set $row (i32.add (local.get $row) (i32.const 64)))
                    (br $next)))))
            (if (i64.eqz (i64.and (i64.shr_u (local.get $word) (i64.extend_i32_u (i32.and (local.get $row) (i32.const 63)))) (i64.const 1)))
              (then
                (local.set $row (i32.add (local.get $row) (i32.const 1)))
                (br $next)))))

        (local.set $at (i32.add (local.get $vectors) (i32.mul (local.get $row) (local.get $width))))
        (local.set $end (i32.add (local.get $at) (local.get $width)))
        (local.set $q (local.get $question))
        ;; Four sums, since each product waits for the one before it in its sum.
        (local.set $s0 (v128.const i32x4 0 0 0 0))
        (local.set $s1 (v128.const i32x4 0 0 0 0))
        (local.set $s2 (v128.const i32x4 0 0 0 0))
        (local.set $s3 (v128.const i32x4 0 0 0 0))
        (loop $dot
          (local.set $s0 (i32x4.relaxed_dot_i8x16_i7x16_add_s
            (v128.load (local.get $q)) (v128.load (local.get $at)) (local.get $s0)))
          (local.set $s1 (i32x4.relaxed_dot_i8x16_i7x16_add_s
            (v128.load offset=16 (local.get $q)) (v128.load offset=16 (local.get $at)) (local.get $s1)))
          (local.set $s2 (i32x4.relaxed_dot_i8x16_i7x16_add_s
            (v128.load offset=32 (local.get $q)) (v128.load offset=32 (local.get $at)) (local.get $s2)))
          (local.set $s3 (i32x4.relaxed_dot_i8x16_i7x16_add_s
            (v128.load offset=48 (local.get $q)) (v128.load offset=48 (local.get $at)) (local.get $s3)))
          (local.set $q (i32.add (local.get $q) (i32.const 64)))
          (br_if $dot (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $end))))
        (local.set $score (f32.mul
          (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))
          (f32.convert_i32_s (i32.sub (call $sum
            (i32x4.add (i32x4.add (local.get $s0) (local.get $s1)) (i32x4.add (local.get $s2) (local.get $s3)))) (local.get $bias)))))
        (if (f32.gt (local.get $score) (local.get $least))
          (then (local.set $least
            (call $take (local.get $best) (local.get $k) (local.get $score) (i32.add (local.get $place) (local.get $row))))))

        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next))))

  ;; Looks through rows for four questions at once, which lie one behind the other, as do their biases; their lists lie
  ;; `stride` apart. Fetching a row from memory is what costs, and here it is fetched once.
  (func (export "scanFour")
    (param $width i32) (param $questions i32) (param $biases i32) (param $vectors i32) (param $scales i32)
    (param $rows i32) (param $place i32) (param $k i32) (param $best i32) (param $stride i32)
    (local $row i32) (local $at i32) (local $end i32) (local $scale f32) (local $score f32)
    (local $q0 i32) (local $q1 i32) (local $q2 i32) (local $q3 i32)
    (local $b1 i32) (local $b2 i32) (local $b3 i32)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $bytes v128)
    (local $l0 f32) (local $l1 f32) (local $l2 f32) (local $l3 f32)

    (local.set $b1 (i32.add (local.get $best) (local.get $stride)))
    (local.set $b2 (i32.add (local.get $b1) (local.get $stride)))
    (local.set $b3 (i32.add (local.get $b2) (local.get $stride)))
    (local.set $l0 (call $least (local.get $best) (local.get $k)))
    (local.set $l1 (call $least (local.get $b1) (local.get $k)))
    (local.set $l2 (call $least (local.get $b2) (local.get $k)))
    (local.set $l3 (call $least (local.get $b3) (local.get $k)))
    (local.set $at (local.get $vectors))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $rows)))
        (local.set $end (i32.add (local.get $at) (local.get $width)))
        (local.set $q0 (local.get $questions))
        (local.set $q1 (i32.add (local.get $q0) (local.get $width)))
        (local.set $q2 (i32.add (local.get $q1) (local.get $width)))
        (local.set $q3 (i32.add (local.get $q2) (local.get $width)))
        (local.set $s0 (v128.const i32x4 0 0 0 0))
        (local.set $s1 (v128.const i32x4 0 0 0 0))
        (local.set $s2 (v128.const i32x4 0 0 0 0))
        (local.set $s3 (v128.const i32x4 0 0 0 0))
        (loop $dot
          (local.set $bytes (v128.load (local.get $at)))
          (local.set $s0 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load (local.get $q0)) (local.get $bytes) (local.get $s0)))
          (local.set $s1 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load (local.get $q1)) (local.get $bytes) (local.get $s1)))
          (local.set $s2 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load (local.get $q2)) (local.get $bytes) (local.get $s2)))
          (local.set $s3 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load (local.get $q3)) (local.get $bytes) (local.get $s3)))
          (local.set $bytes (v128.load offset=16 (local.get $at)))
          (local.set $s0 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=16 (local.get $q0)) (local.get $bytes) (local.get $s0)))
          (local.set $s1 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=16 (local.get $q1)) (local.get $bytes) (local.get $s1)))
          (local.set $s2 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=16 (local.get $q2)) (local.get $bytes) (local.get $s2)))
          (local.set $s3 (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=16 (local.get $q3)) (local.get $bytes) (local.get $s3)))
          (local.set $q0 (i32.add (local.get $q0) (i32.const 32)))
          (local.set $q1 (i32.add (local.get $q1) (i32.const 32)))
          (local.set $q2 (i32.add (local.get $q2) (i32.const 32)))
          (local.set $q3 (i32.add (local.get $q3) (i32.const 32)))
          (br_if $dot (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))

        (local.set $scale (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2)))))
        (local.set $score (f32.mul (local.get $scale)
          (f32.convert_i32_s (i32.sub (call $sum (local.get $s0)) (i32.load (local.get $biases))))))
        (if (f32.gt (local.get $score) (local.get $l0))
          (then (local.set $l0
            (call $take (local.get $best) (local.get $k) (local.get $score) (i32.add (local.get $place) (local.get $row))))))
        (local.set $score (f32.mul (local.get $scale)
          (f32.convert_i32_s (i32.sub (call $sum (local.get $s1)) (i32.load offset=4 (local.get $biases))))))
        (if (f32.gt (local.get $score) (local.get $l1))
          (then (local.set $l1
            (call $take (local.get $b1) (local.get $k) (local.get $score) (i32.add (local.get $place) (local.get $row))))))
        (local.set $score (f32.mul (local.get $scale)
          (f32.convert_i32_s (i32.sub (call $sum (local.get $s2)) (i32.load offset=8 (local.get $biases))))))
        (if (f32.gt (local.get $score) (local.get $l2))
          (then (local.set $l2
            (call $take (local.get $b2) (local.get $k) (local.get $score) (i32.add (local.get $place) (local.get $row))))))
        (local.set $score (f32.mul (local.get $scale)
          (f32.convert_i32_s (i32.sub (call $sum (local.get $s3)) (i32.load offset=12 (local.get $biases))))))
        (if (f32.gt (local.get $score) (local.get $l3))
          (then (local.set $l3
            (call $take (local.get $b3) (local.get $k) (local.get $score) (i32.add (local.get $place) (local.get $row))))))

        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))))
