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

  ;; Puts a row where it belongs in a list, if it does, and returns the list's least score. Of equal scores the lower place comes
  ;; first, in whatever order they are found, so the same question gets the same answer.
  (func $take (param $best i32) (param $k i32) (param $score f32) (param $place i32) (result f32)
    (local $to i32) (local $count i32) (local $span i32) (local $above f32)
    (local.set $span (i32.shl (local.get $k) (i32.const 2)))
    (local.set $count (i32.load (local.get $best)))
    ;; Addresses are those of scores, less 16; places lie `span` behind. From a full list the last row falls.
    (local.set $to (i32.add (local.get $best) (i32.shl (local.get $count) (i32.const 2))))
    (if (i32.lt_u (local.get $count) (local.get $k))
      (then (i32.store (local.get $best) (i32.add (local.get $count) (i32.const 1))))
      (else
        (local.set $above (f32.load offset=12 (local.get $to)))
        (if (f32.ge (local.get $above) (local.get $score))
          (then (if (i32.or
            (f32.gt (local.get $above) (local.get $score))
            (i32.lt_u (i32.load offset=12 (i32.add (local.get $to) (local.get $span))) (local.get $place)))
            (then (return (local.get $above))))))
        (local.set $to (i32.sub (local.get $to) (i32.const 4)))))
    (block $placed
      (loop $shift
        (br_if $placed (i32.eq (local.get $to) (local.get $best)))
        (local.set $above (f32.load offset=12 (local.get $to)))
        (br_if $placed (f32.gt (local.get $above) (local.get $score)))
        (if (f32.eq (local.get $above) (local.get $score))
          (then (br_if $placed
            (i32.lt_u (i32.load offset=12 (i32.add (local.get $to) (local.get $span))) (local.get $place)))))
        (f32.store offset=16 (local.get $to) (local.get $above))
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
        (if (f32.ge (local.get $score) (local.get $least))
          (then (local.set $least
            (call $take (local.get $best) (local.get $k) (local.get $score) (i32.add (local.get $place) (local.get $row))))))

        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next))))

  ;; Looks through all rows for one question; `rows` is a multiple of four. One row of each quarter at a time: fetching rows from
  ;; memory is what costs, and four runs of it are fetched sooner than one (100,000 rows in 3.4 ms instead of 4.9, caches cold).
  (func (export "scanAll")
    (param $width i32) (param $question i32) (param $bias i32) (param $vectors i32) (param $scales i32)
    (param $rows i32) (param $place i32) (param $k i32) (param $best i32)
    (local $row i32) (local $quarter i32) (local $span i32) (local $q i32) (local $end i32) (local $scale i32) (local $may i32) (local $one i32)
    (local $r0 i32) (local $r1 i32) (local $r2 i32) (local $r3 i32)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $bytes v128) (local $least f32)

    (local.set $quarter (i32.shr_u (local.get $rows) (i32.const 2)))
    (local.set $span (i32.mul (local.get $quarter) (local.get $width)))
    (local.set $end (i32.add (local.get $question) (local.get $width)))
    (local.set $least (call $least (local.get $best) (local.get $k)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $quarter)))
        (local.set $r0 (i32.add (local.get $vectors) (i32.mul (local.get $row) (local.get $width))))
        (local.set $r1 (i32.add (local.get $r0) (local.get $span)))
        (local.set $r2 (i32.add (local.get $r1) (local.get $span)))
        (local.set $r3 (i32.add (local.get $r2) (local.get $span)))
        (local.set $q (local.get $question))
        (local.set $s0 (v128.const i32x4 0 0 0 0))
        (local.set $s1 (v128.const i32x4 0 0 0 0))
        (local.set $s2 (v128.const i32x4 0 0 0 0))
        (local.set $s3 (v128.const i32x4 0 0 0 0))
        (loop $dot
          (local.set $bytes (v128.load (local.get $q)))
          (local.set $s0 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load (local.get $r0)) (local.get $s0)))
          (local.set $s1 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load (local.get $r1)) (local.get $s1)))
          (local.set $s2 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load (local.get $r2)) (local.get $s2)))
          (local.set $s3 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load (local.get $r3)) (local.get $s3)))
          (local.set $bytes (v128.load offset=16 (local.get $q)))
          (local.set $s0 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load offset=16 (local.get $r0)) (local.get $s0)))
          (local.set $s1 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load offset=16 (local.get $r1)) (local.get $s1)))
          (local.set $s2 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load offset=16 (local.get $r2)) (local.get $s2)))
          (local.set $s3 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $bytes) (v128.load offset=16 (local.get $r3)) (local.get $s3)))
          (local.set $r0 (i32.add (local.get $r0) (i32.const 32)))
          (local.set $r1 (i32.add (local.get $r1) (i32.const 32)))
          (local.set $r2 (i32.add (local.get $r2) (i32.const 32)))
          (local.set $r3 (i32.add (local.get $r3) (i32.const 32)))
          (br_if $dot (i32.lt_u (local.tee $q (i32.add (local.get $q) (i32.const 32))) (local.get $end))))

        ;; The four lanes of each row's sum, crosswise into one vector of four rows.
        (local.set $s0 (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s0) (local.get $s1))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s0) (local.get $s1))))
        (local.set $s2 (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s2) (local.get $s3))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s2) (local.get $s3))))
        (local.set $s0 (i32x4.sub
          (i32x4.add
            (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s0) (local.get $s2))
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s0) (local.get $s2)))
          (i32x4.splat (local.get $bias))))
        ;; The scales of a quarter are as many bytes as there are rows.
        (local.set $scale (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))
        (local.set $bytes (v128.load32_zero (local.get $scale)))
        (local.set $scale (i32.add (local.get $scale) (local.get $rows)))
        (local.set $bytes (v128.load32_lane 1 (local.get $scale) (local.get $bytes)))
        (local.set $scale (i32.add (local.get $scale) (local.get $rows)))
        (local.set $bytes (v128.load32_lane 2 (local.get $scale) (local.get $bytes)))
        (local.set $scale (i32.add (local.get $scale) (local.get $rows)))
        (local.set $bytes (v128.load32_lane 3 (local.get $scale) (local.get $bytes)))
        (local.set $s0 (f32x4.mul (local.get $bytes) (f32x4.convert_i32x4_s (local.get $s0))))
        ;; A bit for each of the four that may enter the list.
        (local.set $may (i32x4.bitmask (f32x4.ge (local.get $s0) (f32x4.splat (local.get $least)))))
        (local.set $one (local.get $row))
        (block $offered
          (loop $offer
            (br_if $offered (i32.eqz (local.get $may)))
            (if (i32.and (local.get $may) (i32.const 1))
              (then (local.set $least
                (call $take (local.get $best) (local.get $k) (f32x4.extract_lane 0 (local.get $s0)) (i32.add (local.get $place) (local.get $one))))))
            (local.set $s0 (i8x16.shuffle 4 5 6 7 8 9 10 11 12 13 14 15 0 1 2 3 (local.get $s0) (local.get $s0)))
            (local.set $one (i32.add (local.get $one) (local.get $quarter)))
            (local.set $may (i32.shr_u (local.get $may) (i32.const 1)))
            (br $offer)))

        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))))
